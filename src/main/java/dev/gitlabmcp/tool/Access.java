package dev.gitlabmcp.tool;

/** How much a tool may do to GitLab, least first; what permission modes are made of. */
public enum Access {
    READ,
    MODIFY,
    DELETE
}
