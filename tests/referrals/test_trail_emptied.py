"""F56: an upgrade empties what the trail kept of why slips were no use, though the trail lets nothing be changed."""

from importlib import import_module

import pytest
from django.db import InternalError, connection, transaction

from tests import factories

EMPTY = import_module("referrals.migrations.0008_reasons_off_trail").EMPTY
WRITTEN = "UPDATE referrals_slipevent SET bad_reason = 'Mrs Nkosi never asked'"


def test_reasons_are_emptied_and_the_trail_is_closed_again(chapter, member, officer):
    factories.SlipFactory(chapter=chapter, giver=member, receiver=officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{pgtrigger_append_only_2635b}', true)")
        cursor.execute(WRITTEN)
        assert cursor.rowcount == 1
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
        cursor.execute(EMPTY)
        cursor.execute("SELECT bad_reason FROM referrals_slipevent")
        assert cursor.fetchall() == [("",)]
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            cursor.execute(WRITTEN)
