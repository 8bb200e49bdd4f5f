package dev.gitlabmcp.sandbox;

/**
 * The tokens every {@link Sandbox} knows. They are made up, the same in every sandbox, and open nothing else. Lena is a
 * developer of {@code nordlicht-commerce} and a stranger to {@code platform-engineering}; Mira owns the former, is a
 * developer of the latter and has a private project of her own.
 */
public final class SandboxTokens {
    /** A personal token of lena.fischer with scope {@code api}. */
    public static final String DEVELOPER = "glpat-Lf7QmZ2xWc9Rt4Ks1VbN";

    /** A personal token of mira.sandberg (owner of nordlicht-commerce) with scope {@code api}. */
    public static final String OWNER = "glpat-Ms3TgY8uHp5Xd0Jq6EaR";

    /** A personal token of lena.fischer with scope {@code read_api}. */
    public static final String READ_API = "glpat-Ra9DkW4nFz7Uv2Cy5BoS";

    /** A personal token of lena.fischer with scope {@code read_user} only. */
    public static final String READ_USER = "glpat-Ru1PjX6mGt3Le8Qh0WiZ";

    /** A personal token of lena.fischer that expired yesterday: 401 {@code invalid_token}. */
    public static final String EXPIRED = "glpat-Ex2BvN5kTr8Yd4Mf7AqC";

    /** A personal token of lena.fischer that was revoked: 401 {@code invalid_token}. */
    public static final String REVOKED = "glpat-Rv6HsJ0wLp9Gn3Uz1XeK";

    /** The CI job token of lena's running job in {@code nordlicht-commerce/checkout/payment-service}. */
    public static final String JOB = "glcbt-64_Jt4VyB8rQm2Wk7Fc5NsD";

    private SandboxTokens() {}
}
