import chapters.walls
import django.db.models.constraints
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chapters', '0002_visits_allowed'),
        ('meetings', '0001_initial'),
        ('members', '0002_one_to_ones_a_month'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('networking', 'open networking'), ('welcome', 'welcome'), ('education', 'education'), ('presentations', 'weekly presentations'), ('visitors', 'visitors introduce themselves'), ('feature', 'feature presentation'), ('slips', 'slips and thanks'), ('reports', 'reports'), ('announcements', 'announcements'), ('close', 'close'), ('other', 'something else')], max_length=13)),
                ('title', models.CharField(max_length=200)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('seconds_each', models.PositiveSmallIntegerField(default=0)),
                ('round_order', models.CharField(choices=[('fixed', 'by name'), ('drawn', 'drawn by lot')], default='fixed', max_length=5)),
                ('office', models.CharField(blank=True, choices=[('president', 'president'), ('vice_president', 'vice president'), ('secretary', 'secretary'), ('treasurer', 'treasurer'), ('visitor_host', 'visitor host'), ('education', 'education'), ('mentor', 'mentor'), ('committee', 'membership committee')], max_length=14)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField()),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('day_unknown', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('agreed', 'agreed'), ('declined', 'declined'), ('cancelled', 'called off'), ('met', 'met')], default='proposed', max_length=9)),
                ('starts_at', models.DateTimeField(null=True)),
                ('minutes', models.PositiveSmallIntegerField(default=60)),
                ('place', models.CharField(blank=True, max_length=500)),
                ('topics', models.TextField(blank=True)),
                ('proposed_at', models.DateTimeField()),
                ('sequence', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AppointmentTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('seen', 'seen'), ('refused', 'not here')], default='waiting', max_length=8)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('learned', models.TextField(blank=True)),
                ('could_refer', models.TextField(blank=True)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MonthPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PairNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shared', models.BooleanField(default=False)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Passed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlannedPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Presentation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('title', models.CharField(blank=True, max_length=200)),
                ('volunteered', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PresentationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('date', models.DateField()),
                ('volunteered', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RunSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('ready', 'ready'), ('running', 'running'), ('over', 'over')], default='ready', max_length=7)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('step_since', models.DateTimeField(null=True)),
                ('extra_seconds', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RunSheetItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('networking', 'open networking'), ('welcome', 'welcome'), ('education', 'education'), ('presentations', 'weekly presentations'), ('visitors', 'visitors introduce themselves'), ('feature', 'feature presentation'), ('slips', 'slips and thanks'), ('reports', 'reports'), ('announcements', 'announcements'), ('close', 'close'), ('other', 'something else')], max_length=13)),
                ('title', models.CharField(max_length=200)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('seconds_each', models.PositiveSmallIntegerField(default=0)),
                ('leader', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Substitute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('trade', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('asked', 'asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'taken back')], default='asked', max_length=9)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WeekAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('text', models.CharField(max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Worksheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('looks_for', models.TextField(blank=True)),
                ('last_clients', models.TextField(blank=True)),
                ('who_i_know', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='moved_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='sequence',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='visit',
            name='consent_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='visit',
            name='follow_up_note',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='visit',
            name='followed_up_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='visit',
            name='followed_up_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='visit',
            name='host',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_hosted', to='members.member'),
        ),
        migrations.AddField(
            model_name='visit',
            name='registered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='one_to_one',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='meetings.onetoone'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='other',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='appointments_asked', to='members.member'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='proposer',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='appointments_proposed', to='members.member'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='turn_of',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='appointmenttime',
            name='appointment',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='times', to='meetings.appointment'),
        ),
        migrations.AddField(
            model_name='appointmenttime',
            name='by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='appointmenttime',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='meeting',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='arrival',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='members.member'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='calendar_feeds', to='members.member'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='writer',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='monthplan',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='monthplan',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='appointment',
            name='plan',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='meetings.monthplan'),
        ),
        migrations.AddField(
            model_name='pairnote',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='pairnote',
            name='other',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='pairnote',
            name='writer',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='pair_notes', to='members.member'),
        ),
        migrations.AddField(
            model_name='passed',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='passed',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='plannedpair',
            name='a',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='plannedpair',
            name='b',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='plannedpair',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='plannedpair',
            name='plan',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='meetings.monthplan'),
        ),
        migrations.AddField(
            model_name='presentation',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='presentation',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='members.member'),
        ),
        migrations.AddField(
            model_name='passed',
            name='presentation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='passed', to='meetings.presentation'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='presentation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='meetings.presentation'),
        ),
        migrations.AddField(
            model_name='presentationevent',
            name='chapter',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='presentationevent',
            name='member',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='presentationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='chapter_category_place_status_trail_events', to='meetings.presentation'),
        ),
        migrations.AddField(
            model_name='runsheet',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='runsheet',
            name='meeting',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='run_sheets', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='runsheetitem',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='runsheetitem',
            name='run_sheet',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='meetings.runsheet'),
        ),
        migrations.AddField(
            model_name='substitute',
            name='added_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='substitute',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='swap',
            name='asked',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='swap',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='swap',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='swap',
            name='own',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.presentation'),
        ),
        migrations.AddField(
            model_name='swap',
            name='wanted',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='swaps', to='meetings.presentation'),
        ),
        migrations.AddField(
            model_name='turn',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='turn',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='turn',
            name='run_sheet',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='meetings.runsheet'),
        ),
        migrations.AddField(
            model_name='weekask',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='weekask',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='week_asks', to='members.member'),
        ),
        migrations.AddField(
            model_name='worksheet',
            name='appointment',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='worksheets', to='meetings.appointment'),
        ),
        migrations.AddField(
            model_name='worksheet',
            name='chapter',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='chapters.chapter'),
        ),
        migrations.AddField(
            model_name='worksheet',
            name='member',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddConstraint(
            model_name='monthplan',
            constraint=models.UniqueConstraint(fields=('chapter', 'id'), name='meetings_monthplan_referable'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('chapter', 'id'), name='meetings_appointment_referable'),
        ),
        migrations.AddConstraint(
            model_name='presentation',
            constraint=models.UniqueConstraint(fields=('chapter', 'id'), name='meetings_presentation_referable'),
        ),
        migrations.AddConstraint(
            model_name='runsheet',
            constraint=models.UniqueConstraint(fields=('chapter', 'id'), name='meetings_runsheet_referable'),
        ),
        migrations.AddConstraint(
            model_name='substitute',
            constraint=models.UniqueConstraint(fields=('chapter', 'id'), name='meetings_substitute_referable'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.UniqueConstraint(fields=('chapter', 'id'), name='meetings_swap_referable'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=chapters.walls.ChapterKey(field='host', name='meetings_visit_host_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=chapters.walls.ChapterKey(field='followed_up_by', name='meetings_visit_followed_up_by_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=chapters.walls.ChapterWall(name='meetings_agendaitem_wall'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('chapter', 'position'), name='meetings_agendaitem_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 240))), name='meetings_agendaitem_minutes', violation_error_message='An item takes from one minute to four hours.'),
        ),
        migrations.AddConstraint(
            model_name='appointmenttime',
            constraint=chapters.walls.ChapterWall(name='meetings_appointmenttime_wall'),
        ),
        migrations.AddConstraint(
            model_name='appointmenttime',
            constraint=chapters.walls.ChapterKey(field='appointment', name='meetings_appointmenttime_appointment_key', to='meetings.Appointment'),
        ),
        migrations.AddConstraint(
            model_name='appointmenttime',
            constraint=chapters.walls.ChapterKey(field='by', name='meetings_appointmenttime_by_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='appointmenttime',
            constraint=models.UniqueConstraint(fields=('chapter', 'appointment', 'starts_at'), name='meetings_appointmenttime_once'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=chapters.walls.ChapterWall(name='meetings_arrival_wall'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=chapters.walls.ChapterKey(field='meeting', name='meetings_arrival_meeting_key', to='meetings.Meeting'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=chapters.walls.ChapterKey(field='member', name='meetings_arrival_member_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.UniqueConstraint(fields=('chapter', 'meeting', 'member'), name='meetings_arrival_once'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=chapters.walls.ChapterWall(name='meetings_calendarfeed_wall'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=chapters.walls.ChapterKey(field='member', name='meetings_calendarfeed_member_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('chapter', 'member'), name='meetings_calendarfeed_once'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('chapter', 'token'), name='meetings_calendarfeed_token'),
        ),
        migrations.AddConstraint(
            model_name='monthplan',
            constraint=chapters.walls.ChapterWall(name='meetings_monthplan_wall'),
        ),
        migrations.AddConstraint(
            model_name='monthplan',
            constraint=chapters.walls.ChapterKey(field='made_by', name='meetings_monthplan_made_by_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='monthplan',
            constraint=models.UniqueConstraint(fields=('chapter', 'month'), name='meetings_monthplan_once', violation_error_message='There is a plan of that month already.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=chapters.walls.ChapterWall(name='meetings_appointment_wall'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(fields=('chapter', 'uuid'), name='meetings_appointment_uuid_once'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=chapters.walls.ChapterKey(field='proposer', name='meetings_appointment_proposer_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=chapters.walls.ChapterKey(field='other', name='meetings_appointment_other_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=chapters.walls.ChapterKey(field='turn_of', name='meetings_appointment_turn_of_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=chapters.walls.ChapterKey(field='plan', name='meetings_appointment_plan_key', to='meetings.MonthPlan'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=chapters.walls.ChapterKey(field='one_to_one', name='meetings_appointment_one_to_one_key', to='meetings.OneToOne'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('proposer', models.F('other')), _negated=True), name='meetings_appointment_two', violation_error_message='A one-to-one is between two people.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('starts_at__isnull', False), _connector='OR'), name='meetings_appointment_agreed'),
        ),
        migrations.AddIndex(
            model_name='pairnote',
            index=models.Index(fields=['chapter', 'writer', 'other'], name='meetings_pairnote_of'),
        ),
        migrations.AddConstraint(
            model_name='pairnote',
            constraint=chapters.walls.ChapterWall(name='meetings_pairnote_wall'),
        ),
        migrations.AddConstraint(
            model_name='pairnote',
            constraint=chapters.walls.ChapterKey(field='writer', name='meetings_pairnote_writer_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='pairnote',
            constraint=chapters.walls.ChapterKey(field='other', name='meetings_pairnote_other_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='plannedpair',
            constraint=chapters.walls.ChapterWall(name='meetings_plannedpair_wall'),
        ),
        migrations.AddConstraint(
            model_name='plannedpair',
            constraint=chapters.walls.ChapterKey(field='plan', name='meetings_plannedpair_plan_key', to='meetings.MonthPlan'),
        ),
        migrations.AddConstraint(
            model_name='plannedpair',
            constraint=chapters.walls.ChapterKey(field='a', name='meetings_plannedpair_a_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='plannedpair',
            constraint=chapters.walls.ChapterKey(field='b', name='meetings_plannedpair_b_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='plannedpair',
            constraint=models.UniqueConstraint(fields=('chapter', 'plan', 'a', 'b'), name='meetings_plannedpair_once'),
        ),
        migrations.AddConstraint(
            model_name='plannedpair',
            constraint=models.CheckConstraint(condition=models.Q(('a__lt', models.F('b'))), name='meetings_plannedpair_order'),
        ),
        migrations.AddConstraint(
            model_name='presentation',
            constraint=chapters.walls.ChapterWall(name='meetings_presentation_wall'),
        ),
        migrations.AddConstraint(
            model_name='presentation',
            constraint=chapters.walls.ChapterKey(field='member', name='meetings_presentation_member_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='presentation',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], fields=('chapter', 'date'), name='meetings_presentation_once', violation_error_message='Somebody presents on that day already.'),
        ),
        migrations.AddConstraint(
            model_name='passed',
            constraint=chapters.walls.ChapterWall(name='meetings_passed_wall'),
        ),
        migrations.AddConstraint(
            model_name='passed',
            constraint=chapters.walls.ChapterKey(field='presentation', name='meetings_passed_presentation_key', to='meetings.Presentation'),
        ),
        migrations.AddConstraint(
            model_name='passed',
            constraint=chapters.walls.ChapterKey(field='member', name='meetings_passed_member_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='passed',
            constraint=models.UniqueConstraint(fields=('chapter', 'presentation', 'member'), name='meetings_passed_once'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=chapters.walls.ChapterWall(name='meetings_feedback_wall'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=chapters.walls.ChapterKey(field='presentation', name='meetings_feedback_presentation_key', to='meetings.Presentation'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=chapters.walls.ChapterKey(field='writer', name='meetings_feedback_writer_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.UniqueConstraint(fields=('chapter', 'presentation', 'writer'), name='meetings_feedback_once'),
        ),
        migrations.AddIndex(
            model_name='presentationevent',
            index=models.Index(fields=['chapter', 'pgh_obj', 'pgh_id'], name='meetings_presentationevent_of'),
        ),
        migrations.AddConstraint(
            model_name='presentationevent',
            constraint=chapters.walls.ChapterWall(name='meetings_presentationevent_wall'),
        ),
        migrations.AddConstraint(
            model_name='runsheet',
            constraint=chapters.walls.ChapterWall(name='meetings_runsheet_wall'),
        ),
        migrations.AddConstraint(
            model_name='runsheet',
            constraint=chapters.walls.ChapterKey(field='meeting', name='meetings_runsheet_meeting_key', to='meetings.Meeting'),
        ),
        migrations.AddConstraint(
            model_name='runsheet',
            constraint=models.UniqueConstraint(fields=('chapter', 'meeting'), name='meetings_runsheet_once'),
        ),
        migrations.AddConstraint(
            model_name='runsheetitem',
            constraint=chapters.walls.ChapterWall(name='meetings_runsheetitem_wall'),
        ),
        migrations.AddConstraint(
            model_name='runsheetitem',
            constraint=chapters.walls.ChapterKey(field='run_sheet', name='meetings_runsheetitem_run_sheet_key', to='meetings.RunSheet'),
        ),
        migrations.AddConstraint(
            model_name='runsheetitem',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('chapter', 'run_sheet', 'position'), name='meetings_runsheetitem_once'),
        ),
        migrations.AddConstraint(
            model_name='substitute',
            constraint=chapters.walls.ChapterWall(name='meetings_substitute_wall'),
        ),
        migrations.AddConstraint(
            model_name='substitute',
            constraint=chapters.walls.ChapterKey(field='added_by', name='meetings_substitute_added_by_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='substitute',
            constraint=models.UniqueConstraint(fields=('chapter', 'name', 'email'), name='meetings_substitute_once', violation_error_message='They are on the list already.'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=chapters.walls.ChapterWall(name='meetings_swap_wall'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=chapters.walls.ChapterKey(field='own', name='meetings_swap_own_key', to='meetings.Presentation'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=chapters.walls.ChapterKey(field='wanted', name='meetings_swap_wanted_key', to='meetings.Presentation'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=chapters.walls.ChapterKey(field='asked_by', name='meetings_swap_asked_by_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=chapters.walls.ChapterKey(field='asked', name='meetings_swap_asked_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('chapter', 'wanted', 'asked_by'), name='meetings_swap_one_open', violation_error_message='You have asked for this one already.'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=chapters.walls.ChapterWall(name='meetings_turn_wall'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=chapters.walls.ChapterKey(field='run_sheet', name='meetings_turn_run_sheet_key', to='meetings.RunSheet'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=chapters.walls.ChapterKey(field='member', name='meetings_turn_member_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('chapter', 'run_sheet', 'position'), name='meetings_turn_once'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(fields=('chapter', 'run_sheet', 'member'), name='meetings_turn_member_once'),
        ),
        migrations.AddConstraint(
            model_name='weekask',
            constraint=chapters.walls.ChapterWall(name='meetings_weekask_wall'),
        ),
        migrations.AddConstraint(
            model_name='weekask',
            constraint=chapters.walls.ChapterKey(field='member', name='meetings_weekask_member_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='weekask',
            constraint=models.UniqueConstraint(fields=('chapter', 'date', 'member'), name='meetings_weekask_once'),
        ),
        migrations.AddConstraint(
            model_name='worksheet',
            constraint=chapters.walls.ChapterWall(name='meetings_worksheet_wall'),
        ),
        migrations.AddConstraint(
            model_name='worksheet',
            constraint=chapters.walls.ChapterKey(field='appointment', name='meetings_worksheet_appointment_key', to='meetings.Appointment'),
        ),
        migrations.AddConstraint(
            model_name='worksheet',
            constraint=chapters.walls.ChapterKey(field='member', name='meetings_worksheet_member_key', to='members.Member'),
        ),
        migrations.AddConstraint(
            model_name='worksheet',
            constraint=models.UniqueConstraint(fields=('chapter', 'appointment', 'member'), name='meetings_worksheet_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presentation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_presentationevent" ("chapter_id", "date", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteered") VALUES (NEW."chapter_id", NEW."date", NEW."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."volunteered"); RETURN NULL;', hash='90a0981a06b596bdefe3b38eb041371695b82f50', operation='INSERT', pgid='pgtrigger_insert_insert_64462', table='meetings_presentation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presentation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."chapter_id" IS DISTINCT FROM (NEW."chapter_id") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."volunteered" IS DISTINCT FROM (NEW."volunteered"))', func='INSERT INTO "meetings_presentationevent" ("chapter_id", "date", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteered") VALUES (NEW."chapter_id", NEW."date", NEW."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."volunteered"); RETURN NULL;', hash='68dbc8659b3962995fc56f915df1b612989f0fe6', operation='UPDATE', pgid='pgtrigger_update_update_d509f', table='meetings_presentation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presentation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "meetings_presentationevent" ("chapter_id", "date", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteered") VALUES (OLD."chapter_id", OLD."date", OLD."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."volunteered"); RETURN NULL;', hash='e2e6b21f3bddd2936c1c42ae6315bc8848a1f48e', operation='DELETE', pgid='pgtrigger_delete_delete_3be52', table='meetings_presentation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presentationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='45fa8fc1e1af56bca28cc7ba9ec9f5b28cd063d6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d8518', table='meetings_presentationevent', when='BEFORE')),
        ),
    ]
