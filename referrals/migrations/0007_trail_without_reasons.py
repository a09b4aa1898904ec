"""The trail of a slip keeps no words about its prospect (F56): why it was no use goes from what is written from now on.

The column stays, empty, for as long as the version that knows it may serve; 0008 empties what was written before.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0006_handing_on'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name='slipevent', name='bad_reason')],
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE referrals_slipevent ALTER COLUMN bad_reason SET DEFAULT ''",
                    "ALTER TABLE referrals_slipevent ALTER COLUMN bad_reason DROP DEFAULT",
                )
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='slip',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='slip',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='slip',
            name='delete_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slip',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "referrals_slipevent" ("bad_at", "chapter_id", "giver_id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "stage", "warmth", "withdrawn_at") VALUES (NEW."bad_at", NEW."chapter_id", NEW."giver_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."receiver_id", NEW."stage", NEW."warmth", NEW."withdrawn_at"); RETURN NULL;', hash='074fd144170c1169edfee99da0257bb83a1b05e3', operation='INSERT', pgid='pgtrigger_insert_insert_a207b', table='referrals_slip', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slip',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."bad_at" IS DISTINCT FROM (NEW."bad_at") OR OLD."chapter_id" IS DISTINCT FROM (NEW."chapter_id") OR OLD."giver_id" IS DISTINCT FROM (NEW."giver_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."receiver_id" IS DISTINCT FROM (NEW."receiver_id") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."warmth" IS DISTINCT FROM (NEW."warmth") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "referrals_slipevent" ("bad_at", "chapter_id", "giver_id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "stage", "warmth", "withdrawn_at") VALUES (NEW."bad_at", NEW."chapter_id", NEW."giver_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."receiver_id", NEW."stage", NEW."warmth", NEW."withdrawn_at"); RETURN NULL;', hash='7529040b0695045143ce384627eb65f1afcc7bd0', operation='UPDATE', pgid='pgtrigger_update_update_b8d0c', table='referrals_slip', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='slip',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "referrals_slipevent" ("bad_at", "chapter_id", "giver_id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "stage", "warmth", "withdrawn_at") VALUES (OLD."bad_at", OLD."chapter_id", OLD."giver_id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."receiver_id", OLD."stage", OLD."warmth", OLD."withdrawn_at"); RETURN NULL;', hash='795181915e3c4ebcf8fd41f99c209a83d695fa1a', operation='DELETE', pgid='pgtrigger_delete_delete_0bfe4', table='referrals_slip', when='AFTER')),
        ),
    ]
