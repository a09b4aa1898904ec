# One image for web, worker, beat and migrate. Checked by a parser only: it has not been built on an engine.
FROM python:3.11-slim AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.11-slim
RUN useradd --system --no-create-home --shell /usr/sbin/nologin chapterhouse
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 CHAPTERHOUSE_MODE=production
# The settings want to know where everything is; collecting files connects to nothing.
RUN SECRET_KEY=- SITE_URL=- DEFAULT_FROM_EMAIL=- DATABASE_URL=postgresql:///- REDIS_URL=redis://- \
    python manage.py collectstatic --no-input
USER chapterhouse
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
