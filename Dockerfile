# syntax=docker/dockerfile:1
FROM maven:3.9.16-eclipse-temurin-25-noble AS build
WORKDIR /src
COPY pom.xml config.yml LICENSE THIRD-PARTY-NOTICES.txt ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true package

# The same Java and the same place as below: a cache fits one Java, and one jar at one path, of one time.
FROM eclipse-temurin:25.0.4_7-jre-noble AS train
WORKDIR /app
COPY --from=build /src/target/gitlab-mcp.jar ./
COPY --chmod=755 docker/java-options.sh docker/train.sh bin/
RUN bin/train.sh

FROM eclipse-temurin:25.0.4_7-jre-noble
WORKDIR /app
COPY --from=train /app/ ./
COPY --chmod=755 docker/launch.sh docker/health.sh bin/
# Nothing in /app belongs to this user, who may write to /tmp alone.
USER 10001:10001
ENV HOST=0.0.0.0
EXPOSE 3002
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s --retries=3 CMD ["/app/bin/health.sh"]
ENTRYPOINT ["/app/bin/launch.sh"]
CMD ["server"]
