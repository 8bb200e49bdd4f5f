package dev.gitlabmcp.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An entry of a directory: a file or a directory. */
record TreeEntry(String id, String name, String type, String path, String mode) {
    /** The entries of a directory, directories first; with {@code recursive} those of all directories below as well. */
    static List<TreeEntry> list(SortedMap<String, FileEntry> files, String path, boolean recursive) {
        String prefix = path.isEmpty() ? "" : path + "/";
        Map<String, SortedMap<String, FileEntry>> directories = new LinkedHashMap<>();
        List<TreeEntry> blobs = new ArrayList<>();
        files.forEach((name, entry) -> {
            if (!name.startsWith(prefix)) {
                return;
            }
            String rest = name.substring(prefix.length());
            int slash = rest.indexOf('/');
            while (slash >= 0) {
                directories
                        .computeIfAbsent(prefix + rest.substring(0, slash), key -> new TreeMap<>())
                        .put(rest.substring(slash + 1), entry);
                slash = recursive ? rest.indexOf('/', slash + 1) : -1;
            }
            if (recursive || rest.indexOf('/') < 0) {
                blobs.add(new TreeEntry(entry.blob().sha(), base(name), "blob", name, entry.mode()));
            }
        });
        List<TreeEntry> entries = new ArrayList<>();
        directories.forEach(
                (name, inner) -> entries.add(new TreeEntry(GitHash.tree(inner), base(name), "tree", name, "040000")));
        entries.addAll(blobs);
        return entries;
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
