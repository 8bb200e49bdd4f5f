package dev.gitlabmcp.shaping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do with one member of GitLab's answer; the compiled form of the fields of a shape. Immutable once compiled.
 */
final class ShapeNode {
    enum Kind {
        /** Written as it is, whatever it is. */
        VALUE,
        /** An object whose chosen members are written into the object around it. */
        LIFT,
        /** A list of objects, of each of which one member is written. */
        PLUCK,
        /** An object, or a list of objects, with chosen members. */
        NESTED
    }

    final Kind kind;
    /** The escaped name with its colon. */
    final String label;

    private final String name;

    final @Nullable Field field;
    private final Map<String, ShapeNode> children = new HashMap<>();

    private ShapeNode(Kind kind, String name, @Nullable Field field) {
        this.kind = kind;
        this.name = name;
        this.label = JsonText.labelOf(name);
        this.field = field;
    }

    /** The tree of these fields. */
    static ShapeNode compile(List<Field> fields) {
        ShapeNode root = new ShapeNode(Kind.NESTED, "", null);
        for (Field field : fields) {
            root.add(field, field.path);
        }
        return root;
    }

    /** The node of a member, or null when it is not shown. */
    @Nullable
    ShapeNode child(String name) {
        return children.get(name);
    }

    /** Whether a member that this node writes is shown under one of these names. */
    boolean shows(Set<String> names) {
        return kind == Kind.LIFT
                ? children.values().stream().anyMatch(child -> child.shows(names))
                : names.contains(name);
    }

    /** Whether one of its members is shown under that name. */
    boolean memberShows(String shown) {
        return children.values().stream().anyMatch(child -> child.shows(Set.of(shown)));
    }

    /** Whether it holds a secret, which stays one in every view. */
    boolean masks() {
        return field != null && field.format == Field.Format.MASKED;
    }

    /** Some child that writes a value, for answers where an object was expected and something else came. */
    @Nullable
    ShapeNode anyValue() {
        for (ShapeNode child : children.values()) {
            if (child.kind == Kind.VALUE) {
                return child;
            }
        }
        return null;
    }

    private void add(Field field, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            put(path, leaf(field));
            return;
        }
        String head = path.substring(0, dot);
        boolean list = head.endsWith("[]");
        String name = list ? head.substring(0, head.length() - 2) : head;
        ShapeNode child = children.get(name);
        if (child == null) {
            child = new ShapeNode(list ? Kind.PLUCK : Kind.LIFT, field.name, null);
            put(name, child);
        } else if (list || child.kind != Kind.LIFT) {
            throw new IllegalArgumentException("The path " + field.path + " contradicts another one of the same shape");
        }
        child.add(field, path.substring(dot + 1));
    }

    private static ShapeNode leaf(Field field) {
        if (field.members == null) {
            return new ShapeNode(Kind.VALUE, field.name, field);
        }
        ShapeNode node = new ShapeNode(Kind.NESTED, field.name, field);
        for (Field member : field.members) {
            node.add(member, member.path);
        }
        return node;
    }

    private void put(String name, ShapeNode node) {
        if (children.put(name, node) != null) {
            throw new IllegalArgumentException("The member " + name + " is chosen twice in one shape");
        }
    }
}
