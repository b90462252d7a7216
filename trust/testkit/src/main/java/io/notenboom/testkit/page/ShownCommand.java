// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of the front door that a page shows.
 *
 * @param place page and line
 * @param words what stands after {@code ./notenboom}, up to the end of the command
 * @param whole whether it is meant to be typed as it stands; words in running text leave things out
 */
public record ShownCommand(String place, List<String> words, boolean whole) {

    private static final String FRONT_DOOR = "./notenboom";
    private static final Pattern FENCE = Pattern.compile("\\s*```.*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern WORD =
            Pattern.compile("\\G\\s*(?:([|>;&)#<])|((?:\"[^\"]*\"|'[^']*'|[^\\s\"'|>;&)<])+))");

    /** Copies the list. */
    public ShownCommand {
        words = List.copyOf(words);
    }

    /** All commands of the README and of the pages below {@code docs}, in order of the pages' names. */
    public static List<ShownCommand> ofRepository(Path root) throws IOException {
        List<ShownCommand> all = new ArrayList<>(of(root, root.resolve("README.md")));
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            for (Path page : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                all.addAll(of(root, page));
            }
        }
        return all;
    }

    private static List<ShownCommand> of(Path root, Path page) throws IOException {
        List<ShownCommand> found = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        boolean fenced = false;
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number);
            String place = root.relativize(page) + ":" + (number + 1);
            if (FENCE.matcher(line).matches()) {
                fenced = !fenced;
            } else if (fenced || line.startsWith("    ")) {
                StringBuilder command = new StringBuilder(line);
                while (command.toString().endsWith("\\") && number + 1 < lines.size()) {
                    command.setLength(command.length() - 1);
                    number++;
                    command.append(lines.get(number));
                }
                collect(place, command.toString(), true, found);
            } else {
                CODE.matcher(line).results().forEach(code -> collect(place, code.group(1), false, found));
            }
        }
        return found;
    }

    private static void collect(String place, String text, boolean whole, List<ShownCommand> found) {
        int at = text.indexOf(FRONT_DOOR + " ");
        while (at >= 0) {
            int begin = at + FRONT_DOOR.length();
            found.add(new ShownCommand(place, words(text.substring(begin)), whole));
            at = text.indexOf(FRONT_DOOR + " ", begin);
        }
    }

    /** Up to what ends a command of a shell; three dots, and what a function was given, stand for something else. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find() && word.group(1) == null && !word.group(2).startsWith("#")) {
            String plain = word.group(2).replaceAll("[\"']", "");
            if (!plain.contains("…") && !plain.startsWith("[") && !plain.equals("$@")) {
                words.add(plain);
            }
        }
        return words;
    }

    /** Whether it is one of this command of the front door. */
    public boolean isOf(String command) {
        return !words.isEmpty() && words.getFirst().equals(command);
    }

    /** The words after the first. */
    public List<String> rest() {
        return words.subList(Math.min(1, words.size()), words.size());
    }
}
