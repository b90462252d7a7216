// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Configuration without what opens doors: the values of passwords and the like, and passwords in URLs. */
final class Redaction {

    private static final String BLANK = "<not in the backup>";
    private static final Pattern SECRET =
            Pattern.compile("(?i)^(\\s*[^=#]*(password|passphrase|secret|token|credential)[^=]*)=(?!.*/)(.*)$");
    private static final Pattern IN_URL = Pattern.compile("://[^/@\\s]*@");

    private Redaction() {}

    /** A properties file without secrets; names of files that hold some stay. */
    static String of(String properties) {
        return properties
                .lines()
                .map(line -> IN_URL.matcher(line).replaceAll("://" + BLANK + "@"))
                .map(line -> SECRET.matcher(line).replaceAll("$1=" + BLANK))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
