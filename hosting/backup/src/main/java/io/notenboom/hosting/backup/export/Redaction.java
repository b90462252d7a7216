// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Configuration without what opens doors: the values of passwords and the like, and passwords in URLs. */
final class Redaction {

    private static final String BLANK = "<not in the backup>";
    private static final Pattern CONTINUED = Pattern.compile("(?<!\\\\)\\\\\\R[ \\t]*");
    private static final Pattern SETTING =
            Pattern.compile("^(\\s*)((?:\\\\.|[^=:\\s\\\\#!])(?:\\\\.|[^=:\\s\\\\])*)\\s*[=:\\s].*$");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passphrase|secret|token|credential|api-?key|access-?key|private-?key).*");
    private static final Pattern NAMES_A_FILE = Pattern.compile("(?i).*[.-]files?|notenboom\\.api-tokens");
    private static final Pattern IN_URL = Pattern.compile("://[^/\\s]*@");

    private Redaction() {}

    /** A properties file without secrets; names of files that hold some stay. */
    static String of(String properties) {
        return CONTINUED
                .matcher(properties)
                .replaceAll("")
                .lines()
                .map(line -> IN_URL.matcher(line).replaceAll("://" + BLANK + "@"))
                .map(Redaction::withoutSecret)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String withoutSecret(String line) {
        Matcher setting = SETTING.matcher(line);
        if (!setting.matches()) {
            return line;
        }
        String name = setting.group(2);
        boolean secret =
                SECRET.matcher(name).matches() && !NAMES_A_FILE.matcher(name).matches();
        return secret ? setting.group(1) + name + "=" + BLANK : line;
    }
}
