# newsportal as a service: `newsportal schedule run` over /data/newsportal.toml.
#
#   docker build -t newsportal .
#   docker run -v news:/data newsportal schedule init
#   docker run -d --name news --restart unless-stopped --stop-timeout 30 -v news:/data newsportal

FROM python:3.12-slim AS build
WORKDIR /build
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY newsportal newsportal
# The lock has no addresses: it constrains what is taken from the registry that pip is set to.
RUN python -m venv /opt/newsportal \
    && /opt/newsportal/bin/pip install --no-cache-dir --constraint requirements.lock \
       '.[postgres,data,schedule]'

FROM python:3.12-slim
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin newsportal \
    && install --directory --owner newsportal --group newsportal /data
COPY --from=build /opt/newsportal /opt/newsportal
ENV PATH=/opt/newsportal/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    NEWSPORTAL_OUTPUT=/data/output
USER 10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=20s --start-period=30s \
    CMD ["newsportal", "schedule", "check", "--running"]
ENTRYPOINT ["newsportal"]
CMD ["schedule", "run", "--log-format", "json"]
