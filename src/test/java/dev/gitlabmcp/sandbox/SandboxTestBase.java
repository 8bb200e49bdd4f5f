package dev.gitlabmcp.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh sandbox with a clock that stands still for every test. */
abstract class SandboxTestBase {
    static final String SERVICE = "/projects/nordlicht-commerce%2Fcheckout%2Fpayment-service";
    static final String STOREFRONT = "/projects/nordlicht-commerce%2Fstorefront";

    final ManualClock clock = new ManualClock();
    Sandbox sandbox;
    TestClient lena;
    TestClient mira;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(0, clock);
        lena = new TestClient(sandbox, SandboxTokens.DEVELOPER);
        mira = new TestClient(sandbox, SandboxTokens.OWNER);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }
}
