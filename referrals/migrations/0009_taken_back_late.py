"""Thanks taken back keep when they arrived and what was corrected in them, for totals told in between (F36)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0008_reasons_off_trail'),
    ]

    operations = [
        migrations.AddField(
            model_name='thankstakenback',
            name='arrived_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='thankstakenback',
            name='corrected',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
    ]
