package dev.gitlabmcp.shaping;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members that a caller chose of an answer, and which of them there were. For one answer. */
final class FieldChoice {
    private final View view;
    private final Shape shape;
    private final Set<String> met = new HashSet<>(0);

    FieldChoice(View view, Shape shape) {
        this.view = view;
        this.shape = shape;
    }

    /** Whether the shape's form of a member was chosen; in full detail names are GitLab's. */
    boolean wantsShaped(@Nullable ShapeNode child) {
        return child != null && !view.full() && child.shows(view.only());
    }

    /** Whether GitLab's own member was chosen: where the shape shows something else under that name, that is meant. */
    boolean wantsRaw(String name) {
        ShapeNode root = shape.root();
        return view.only().contains(name) && (view.full() || root == null || !root.memberShows(name));
    }

    /** Remembers which of the chosen names a member satisfies. */
    void note(String name, @Nullable ShapeNode shown) {
        for (String wanted : view.only()) {
            if (wanted.equals(name) || (shown != null && shown.shows(Set.of(wanted)))) {
                met.add(wanted);
            }
        }
    }

    /** Says which of the chosen names there are none of, and which there would be. */
    void sayUnmet(JsonText out) {
        if (met.containsAll(view.only())) {
            return;
        }
        out.name("no_such_fields").beginArray();
        view.only().stream().filter(name -> !met.contains(name)).sorted().forEach(out::string);
        out.endArray();
        if (!shape.names().isEmpty()) {
            out.field("fields", String.join(", ", shape.names()) + ", and those of detail=full");
        }
    }
}
