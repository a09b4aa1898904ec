"""Which column of a secretary's list is what: by its name in many languages, else by what its cells look like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from archive.cells import ADDRESS
from archive.dates import Order, guess_order, parsed
from archive.names import plain_key
from archive.sheets import Row

PHONE = re.compile(r"\+?[\d\s()./-]{6,25}")
WORD = re.compile(r"[^\W_]+")
MOSTLY = 0.6
HEADER_ROWS = 20


class Column(TextChoices):
    """What a roster's column may hold."""

    NAME = "name", _("Name")
    FIRST_NAME = "first_name", _("First name")
    LAST_NAME = "last_name", _("Last name")
    EMAIL = "email", _("E-mail")
    COMPANY = "company", _("Company")
    CATEGORY = "category", _("Category (seat)")
    PHONE = "phone", _("Phone")
    JOINED_ON = "joined_on", _("Member since")
    LEFT_ON = "left_on", _("Left on")


WORDS: Mapping[Column, str] = {
    Column.EMAIL: """e-mail; email; mail; e-mail address; email address; mail address; mailadresse; e-mail-adresse;
        emailadresse; adresse e-mail; adresse mail; adresse electronique; courriel; correo; correo electronico; e-post;
        epost; e-postadress; posta elettronica; indirizzo e-mail; indirizzo email; endereco de e-mail; e-mailadres;
        emailadres; sahkoposti; mejl; adres e-mail""",
    Column.FIRST_NAME: """first name; firstname; given name; forename; vorname; prenom; nombre; nome proprio; voornaam;
        fornamn; fornavn; etunimi; imie; given""",
    Column.LAST_NAME: """last name; lastname; surname; family name; nachname; familienname; nom; nom de famille;
        apellido; apellidos; cognome; sobrenome; apelido; achternaam; efternamn; etternavn; sukunimi; nazwisko""",
    Column.CATEGORY: """category; seat; profession; trade; classification; speciality; specialty; occupation; industry;
        kategorie; beruf; branche; fachgebiet; gewerbe; categorie; metier; specialite; categoria; profesion; oficio;
        sector; professione; mestiere; settore; profissao; beroep; vak; bransch; yrke; kategori; toimiala""",
    Column.PHONE: """phone; telephone; tel; mobile; mobile phone; cell; cell phone; phone number; mobile number; handy;
        telefon; telefonnummer; mobil; mobilnummer; mobiltelefon; rufnummer; portable; numero de telephone; telefono;
        movil; cellulare; telemovel; celular; telefone; telefoon; telefoonnummer; mobiel; gsm; puhelin""",
    Column.JOINED_ON: """member since; joined; joined on; join date; date joined; since; start; start date; membership
        start; induction date; mitglied seit; seit; beitritt; beitrittsdatum; eintritt; eintrittsdatum; membre depuis;
        depuis; date d adhesion; adhesion; date d entree; miembro desde; desde; fecha de alta; fecha de ingreso; alta;
        membro dal; socio dal; data di iscrizione; iscritto dal; membro desde; data de entrada; data de adesao;
        lid sinds; sinds; lid vanaf; medlem sedan; medlem siden; inntradt; jasen alkaen""",
    Column.COMPANY: """company; company name; business; business name; firm; organisation; organization; firma;
        unternehmen; betrieb; societe; entreprise; raison sociale; empresa; negocio; azienda; ditta; impresa; bedrijf;
        bedrijfsnaam; foretag; firmanavn; yritys""",
    Column.LEFT_ON: """left; left on; date left; leaving date; end date; member until; until; ausgetreten; austritt;
        austrittsdatum; mitglied bis; bis; parti le; date de depart; depart; membre jusqu au; baja; fecha de baja;
        hasta; uscito il; data di uscita; fino al; data de saida; saida; uitgetreden; lid tot; slutat; sluttet""",
    Column.NAME: """name; full name; fullname; member; member name; mitglied; vollstandiger name; nom complet; membre;
        nombre completo; nombre y apellidos; miembro; nome; nome completo; nome e cognome; membro; socio; naam;
        volledige naam; lid; namn; navn; nimi; contact; contact name; person""",
}


@dataclass(frozen=True)
class Guessed:
    """What was guessed of a list: where its header is, its columns by place, and how it writes dates."""

    header: int
    columns: dict[int, Column]
    order: Order
    order_is_sure: bool

    @property
    def is_sure(self) -> bool:
        """Whether all that a member needs was found, and dates can be read one way alone."""
        found = set(self.columns.values())
        named = Column.NAME in found or {Column.FIRST_NAME, Column.LAST_NAME} <= found
        return named and {Column.EMAIL, Column.CATEGORY} <= found and self.order_is_sure


def _words(name: str) -> str:
    return " ".join(WORD.findall(plain_key(name)))


@cache
def _vocabulary() -> dict[str, Column]:
    names = ((_words(name), column) for column, words in WORDS.items() for name in words.split(";"))
    return {name: column for name, column in reversed(list(names)) if name}


def named(header: str) -> tuple[Column | None, bool]:
    """What a column of this name holds, and whether the name is exactly a known one."""
    words = _words(header)
    if words in _vocabulary():
        return _vocabulary()[words], True
    inside = [name for name in _vocabulary() if len(name) > 3 and f" {name} " in f" {words} "]
    if not inside:
        return None, False
    tells_most = list(WORDS)
    return _vocabulary()[min(inside, key=lambda name: tells_most.index(_vocabulary()[name]))], False


def guess(sheet: Sequence[Row]) -> Guessed:
    """Where the header is, what the columns hold and how dates are written."""
    header = _header(sheet)
    rows = [row for row in sheet[header + 1 :] if any(row)]
    columns = _by_name(sheet[header]) if header >= 0 else {}
    _by_content(columns, rows)
    place = next((place for place, column in columns.items() if column == Column.JOINED_ON), None)
    order = guess_order([] if place is None else cells_of(rows, place))
    return Guessed(header, dict(sorted(columns.items())), order.order, order.sure or place is None)


def cells_of(rows: Sequence[Row], place: int) -> list[str]:
    """The cells of one column that hold something."""
    return [row[place] for row in rows if place < len(row) and row[place]]


def _header(sheet: Sequence[Row]) -> int:
    """The first rows' row with the most known names; -1 where none has any."""
    scores = [sum(named(cell)[1] for cell in row) for row in sheet[:HEADER_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best else -1


def _by_name(names: Row) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for exactly in (True, False):
        for place, name in enumerate(names):
            column, exact = named(name)
            if column and exact == exactly and place not in columns and column not in columns.values():
                columns[place] = column
    return columns


def _by_content(columns: dict[int, Column], rows: Sequence[Row]) -> None:
    """Add columns that no name told: addresses, dates, phones."""
    looks = {
        Column.EMAIL: lambda cell: ADDRESS.fullmatch(cell) is not None,
        Column.JOINED_ON: lambda cell: any(parsed(cell, order) for order in Order),
        Column.PHONE: lambda cell: PHONE.fullmatch(cell) is not None,
    }
    width = max((len(row) for row in rows), default=0)
    for column, fits in looks.items():
        if column in columns.values():
            continue
        for place in range(width):
            cells = cells_of(rows, place)
            if place not in columns and cells and sum(map(fits, cells)) >= MOSTLY * len(cells):
                columns[place] = column
                break
