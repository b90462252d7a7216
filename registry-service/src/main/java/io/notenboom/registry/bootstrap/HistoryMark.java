// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.tlog.TreeHead;

/**
 * How far the signatures of a log were verified.
 *
 * @param head size and root of the verified beginning; with another root the mark is of another log
 * @param rules which release and rules verified it, one line
 */
public record HistoryMark(TreeHead head, String rules) {

    /** @throws IllegalArgumentException if the rules are not one line of text */
    public HistoryMark {
        if (rules.isBlank() || rules.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of the rules is one line");
        }
    }
}
