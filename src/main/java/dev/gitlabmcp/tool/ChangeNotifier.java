package dev.gitlabmcp.tool;

/** Tells clients that something has changed. Thread-safe; never blocks. */
public interface ChangeNotifier {

    /** The list of tools. */
    void toolsChanged();

    /** The list of prompts. */
    void promptsChanged();

    /** The list of resources. */
    void resourcesChanged();

    /** One resource. */
    void resourceUpdated(String uri);
}
