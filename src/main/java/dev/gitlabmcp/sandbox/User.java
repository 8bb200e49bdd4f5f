package dev.gitlabmcp.sandbox;

import java.time.Instant;

/** A person or bot of the world. */
record User(
        int id,
        String username,
        String name,
        String email,
        boolean publicEmail,
        String state,
        String bio,
        String jobTitle,
        String location,
        String pronouns,
        Instant createdAt) {}
