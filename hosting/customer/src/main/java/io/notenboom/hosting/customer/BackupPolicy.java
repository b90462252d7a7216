// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Where, how often and for whom a node is backed up.
 *
 * @param target {@code file:///folder/} or {@code s3://bucket/prefix/}; the customer's files lie below its own prefix there
 * @param everyMinutes minutes between two backups, 5 to 1440
 * @param retentionDays days that a backup is kept, 1 to 3650
 * @param drillEveryDays days between two restores on trial, 1 to 31
 * @param recipients public keys to which a backup is encrypted, as the backup reads them; at most 10
 */
public record BackupPolicy(
        URI target, int everyMinutes, int retentionDays, int drillEveryDays, List<String> recipients) {

    /** Minutes between two backups, unless the policy says otherwise. */
    public static final int USUAL_MINUTES = 30;

    /** Days that a backup is kept, unless the policy says otherwise. */
    public static final int USUAL_RETENTION_DAYS = 35;

    /** Days between two restores on trial, unless the policy says otherwise. */
    public static final int USUAL_DRILL_DAYS = 7;

    private static final Set<String> SCHEMES = Set.of("file", "s3");
    private static final int MOST_RECIPIENTS = 10;
    private static final int LONGEST_RECIPIENT = 1_024;

    /** @throws IllegalArgumentException if a value is out of range */
    public BackupPolicy {
        String scheme = target.getScheme();
        if (scheme == null
                || !SCHEMES.contains(scheme)
                || target.getRawUserInfo() != null
                || target.getRawQuery() != null
                || target.getRawFragment() != null
                || target.getRawPath() == null
                || (scheme.equals("s3") && target.getHost() == null)
                || (scheme.equals("file") && !target.getRawPath().startsWith("/"))) {
            throw new IllegalArgumentException(
                    "give target as file:///folder/ or s3://bucket/prefix/, without credentials");
        }
        within("everyMinutes", everyMinutes, 5, 1_440);
        within("retentionDays", retentionDays, 1, 3_650);
        within("drillEveryDays", drillEveryDays, 1, 31);
        recipients = List.copyOf(recipients);
        if (recipients.size() > MOST_RECIPIENTS
                || recipients.stream().anyMatch(key -> key.isBlank() || key.length() > LONGEST_RECIPIENT)) {
            throw new IllegalArgumentException("give recipients as at most " + MOST_RECIPIENTS
                    + " public keys of at most " + LONGEST_RECIPIENT + " characters");
        }
    }

    private static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ": give " + least + " to " + most);
        }
    }
}
