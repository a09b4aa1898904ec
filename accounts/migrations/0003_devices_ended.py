from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_quiet_hours'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='devices_ended',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
