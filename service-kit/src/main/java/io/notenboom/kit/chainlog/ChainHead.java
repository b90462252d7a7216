// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a log had come at some time. Whoever notes it elsewhere can tell later that nothing before it was changed and that
 * nothing was cut off. Its text is {@code 1234:hash}.
 *
 * @param records how many records there have ever been: the sequence number of the next one
 * @param hash of the last line; empty when there is none
 */
public record ChainHead(long records, String hash) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([A-Za-z0-9_-]{43}|)");

    /** @throws IllegalArgumentException if the text is no head */
    public static ChainHead parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a head is a number of records, a colon and the hash of the last record, as the service shows it");
        }
        return new ChainHead(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return records + ":" + hash;
    }
}
