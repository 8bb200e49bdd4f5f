package dev.gitlabmcp.sandbox;

import java.util.ArrayList;
import java.util.List;

/** A thread, or a single note that nobody can reply to. */
final class Discussion {
    final String id;
    final boolean individual;
    final List<Note> notes = new ArrayList<>();

    Discussion(String id, boolean individual) {
        this.id = id;
        this.individual = individual;
    }

    boolean resolvable() {
        return notes.stream().anyMatch(note -> note.resolvable);
    }

    boolean resolved() {
        return resolvable() && notes.stream().allMatch(note -> !note.resolvable || note.resolvedBy != null);
    }
}
