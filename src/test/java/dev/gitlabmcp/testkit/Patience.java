package dev.gitlabmcp.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what happens soon, unless they say otherwise; on a slow or busy machine too. Only a failure takes that
 * long. JUnit finds it by itself.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONGEST);
    }
}
