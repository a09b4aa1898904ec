"""Who would like a seat at Riverside, what one who left said, and what membership costs Ben, in the demo."""

from datetime import datetime, timedelta
from decimal import Decimal

from chapters.categories import category_key
from chapters.models import Chapter
from members.actions.leaving import say_why
from members.models import Member, Stay, Waiting
from members.seats import open_categories
from standing.actions.worth import keep_estimate

PEOPLE = (
    ("Solveig Dahl", "solveig@dahl.example", 30),
    ("Otto Bergström", "otto@bergstrom.example", 12),
    ("Lucy Marsh", "lucy.marsh@post.example", 4),
)
OTHERS = (("Iwan Rees", "iwan@rees.example", "Plumber", 55), ("Bea Cohen", "bea@cohen.example", "Dog groomer", 9))
DUES = Decimal(780)


def want(chapter: Chapter, at: datetime) -> None:
    """Fill the waiting list of an open seat, and of trades that are taken or not there. Nobody is told."""
    if chapter.slug != "riverside":
        return
    trade = next(iter(open_categories(chapter, day=chapter.today(at))), "Baker")
    wanted = [(name, email, trade, days) for name, email, days in PEOPLE]
    Waiting.objects.in_chapter(chapter).bulk_create(
        Waiting(
            chapter=chapter,
            email=email,
            name=name,
            trade=trade,
            key=category_key(trade),
            asked_at=at - timedelta(days=days),
            confirmed_at=at - timedelta(days=days),
        )
        for name, email, trade, days in (*wanted, *OTHERS)
    )
    left = Stay.objects.in_chapter(chapter).filter(left_on__lte=chapter.today(at)).order_by("-left_on").first()
    if left is not None:
        words = "I liked the people. A second chapter nearer to my shop took my Tuesdays."
        say_why(stay=left, reasons=["moved", "time"], words=words, named=True, at=at - timedelta(days=2))
    ben = Member.objects.in_chapter(chapter).filter(name="Ben Whitlock").first()
    if ben is not None:
        keep_estimate(member=ben, dues_a_year=DUES, hours_a_month=Decimal(3), hour_is_worth=Decimal(45))
