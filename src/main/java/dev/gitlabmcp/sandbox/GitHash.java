package dev.gitlabmcp.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Object ids as Git computes them, so that ids are stable and believable. */
final class GitHash {
    private GitHash() {}

    static String blob(byte[] bytes) {
        return object("blob", bytes);
    }

    /** The id of the tree that holds these files; paths are relative to it. */
    static String tree(SortedMap<String, FileEntry> files) {
        Map<String, SortedMap<String, FileEntry>> directories = new TreeMap<>();
        SortedMap<String, String[]> entries = new TreeMap<>();
        files.forEach((path, entry) -> {
            int slash = path.indexOf('/');
            if (slash < 0) {
                entries.put(path, new String[] {entry.mode(), path, entry.blob().sha()});
            } else {
                directories
                        .computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
                        .put(path.substring(slash + 1), entry);
            }
        });
        // Git sorts a directory as if its name ended in a slash.
        directories.forEach((name, inner) -> entries.put(name + "/", new String[] {"40000", name, tree(inner)}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String[] entry : entries.values()) {
            out.writeBytes((entry[0] + " " + entry[1] + "\0").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(HexFormat.of().parseHex(entry[2]));
        }
        return object("tree", out.toByteArray());
    }

    static String object(String type, byte[] content) {
        MessageDigest digest = digest("SHA-1");
        digest.update((type + " " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(content));
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(digest("MD5").digest(bytes));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
