package dev.gitlabmcp.tool;

/**
 * Adds tools, prompts and resources from elsewhere on the class path; found by {@link java.util.ServiceLoader}. The
 * product has none: the fixtures of the conformance suite come in this way.
 */
public interface FeatureProvider {

    /**
     * Adds what this provider has; called once, at the start.
     *
     * @param changes tells clients of changes later on; what is offered never changes
     */
    void contribute(Features.Builder features, ChangeNotifier changes);
}
