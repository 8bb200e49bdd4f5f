package dev.gitlabmcp.sandbox;

import org.jspecify.annotations.Nullable;

/** A label of a project or, inherited by its projects, of a group. */
record Label(int id, String name, String color, @Nullable String description, boolean ofProject) {
    /** Black or white, whichever GitLab puts on the label's colour. */
    String textColor() {
        int rgb = Integer.parseInt(color.substring(1), 16);
        int light = (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF);
        return light > 500 ? "#1F1E24" : "#FFFFFF";
    }
}
