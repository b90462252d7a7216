// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/benchmarks.md}: a part for each benchmark, of which a run replaces its own only. */
final class BenchPage {

    private static final Pattern PART =
            Pattern.compile("<!-- begin ([a-z]+) -->\\R(.*?)<!-- end \\1 -->", Pattern.DOTALL);
    private static final String HEAD = """
            # Benchmarks

            Written by `./notenboom bench [NAME]`; a run replaces the part of its own. Every figure stands beside a limit that was
            measured in the same run, because machines are noisy. Nothing is claimed that was not measured.
            """;

    private final Path file;

    BenchPage(Path file) {
        this.file = file;
    }

    /** Writes a part and leaves the others as they are. */
    void write(Section section) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher part = PART.matcher(Files.exists(file) ? Files.readString(file) : "");
        while (part.find()) {
            parts.put(part.group(1), part.group(2));
        }
        parts.put(section.name(), text(section));
        List<String> lines = new ArrayList<>(List.of(HEAD));
        parts.forEach(
                (name, text) -> lines.add("<!-- begin " + name + " -->\n" + text + "<!-- end " + name + " -->\n"));
        Files.writeString(file, String.join("\n", lines));
    }

    private static String text(Section section) {
        return "## " + section.title() + "\n\nMachine: "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + Runtime.version() + ".\n\n"
                + "| What | Ours | Limit or peer | Share |\n|---|---|---|---|\n"
                + String.join("\n", section.rows()) + "\n\nMethod: " + section.method() + "\n";
    }
}
