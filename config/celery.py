"""Celery is the bell, PostgreSQL is the book: one tick reads what is due. Tasks carry ids only."""

import os

from celery import Celery
from django.conf import settings
from kombu.transport.redis import Channel

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("chapterhouse")

# A worker that loses its broker in the middle of a task would put the message back, and acknowledge it, over the line
# that is gone, and end of it (kombu 5.7). Nothing needs to be put back: the next tick finds what is not done. So the
# broker keeps no account of messages that were taken (`ack_emulation`).
Channel.do_restore = False


def broker_url(redis_url: str) -> str:
    """Kombu's spelling of a redis URL: `unix://path` is `redis+socket://path` there."""
    return redis_url.replace("unix://", "redis+socket://", 1)


app.conf.update(
    broker_url=broker_url(settings.REDIS_URL),
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_connection_timeout=2,
    broker_transport_options={"ack_emulation": False, "socket_timeout": 5, "socket_connect_timeout": 2},
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=300,
    task_publish_retry=False,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    timezone="UTC",
    beat_schedule={
        "tick": {
            "task": "notices.tasks.tick",
            "schedule": settings.TICK_SECONDS,
            "options": {"expires": settings.TICK_SECONDS},
        }
    },
)
app.autodiscover_tasks()
