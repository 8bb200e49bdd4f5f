package dev.gitlabmcp.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of documentation with its fenced blocks of code. */
final class GuidePage {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final List<Block> blocks;

    private record Block(String language, String code) {}

    GuidePage(Path file) {
        try {
            blocks = BLOCK.matcher(Files.readString(file))
                    .results()
                    .map(found -> new Block(found.group(1), found.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks in this language, in their order. */
    List<String> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .map(Block::code)
                .toList();
    }

    /** The one block in this language that holds this text. */
    String block(String language, String text) {
        List<String> found =
                blocks(language).stream().filter(code -> code.contains(text)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " blocks of " + language + " hold " + text);
        }
        return found.get(0);
    }
}
