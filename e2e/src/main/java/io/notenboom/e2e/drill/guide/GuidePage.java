// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page whose fenced blocks marked {@code sh} are to be typed in order into one shell. A block marked {@code text} shows what
 * the block before it prints; three dots stand for what differs from time to time. No other fenced block is allowed. What stands
 * between the comments {@code slow} and {@code quick} takes long and may be left out.
 *
 * @param blocks in order
 */
record GuidePage(List<Block> blocks) {

    private static final String FENCE = "```";

    /** Copies the list. */
    GuidePage {
        blocks = List.copyOf(blocks);
    }

    /**
     * Commands with what they print.
     *
     * @param heading under which they stand
     * @param line of the page
     * @param slow whether it may be left out
     * @param printed lines that have to be among what is printed, in this order
     */
    record Block(String heading, int line, String commands, boolean slow, List<String> printed) {

        /** Copies the list. */
        Block {
            printed = List.copyOf(printed);
        }
    }

    /** @throws IllegalArgumentException if the page has a fenced block that is neither commands nor what they print */
    static GuidePage read(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String heading = "";
        boolean slow = false;
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number);
            if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
            } else if (line.equals("<!-- slow -->") || line.equals("<!-- quick -->")) {
                slow = line.contains("slow");
            } else if (line.startsWith(FENCE)) {
                int begin = number + 1;
                do {
                    number++;
                } while (!lines.get(number).equals(FENCE));
                List<String> content = lines.subList(begin, number);
                switch (line.substring(FENCE.length())) {
                    case "sh" -> blocks.add(new Block(heading, begin, String.join("\n", content), slow, List.of()));
                    case "text" -> blocks.add(printing(blocks.removeLast(), content));
                    default -> throw new IllegalArgumentException(file + ":" + begin + " is neither sh nor text");
                }
            }
        }
        return new GuidePage(blocks);
    }

    private static Block printing(Block before, List<String> printed) {
        return new Block(before.heading(), before.line(), before.commands(), before.slow(), printed);
    }
}
