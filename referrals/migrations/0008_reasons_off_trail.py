"""What the trail kept of why slips were no use is emptied, in every chapter: prospects may have objected (F56)."""

from django.db import migrations

EMPTY = """
SELECT set_config('app.chapter_ids', (SELECT coalesce(string_agg(id::text, ','), '') FROM chapters_chapter), true);
UPDATE referrals_slipevent SET bad_reason = '' WHERE bad_reason <> '';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('chapters', '0004_appeal_days'),
        ('referrals', '0007_trail_without_reasons'),
    ]

    operations = [migrations.RunSQL(EMPTY, migrations.RunSQL.noop)]
