// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version of the software that a node runs: {@code major.minor.patch}, with an optional suffix such as {@code -SNAPSHOT}. */
public record SoftwareVersion(String value) implements Comparable<SoftwareVersion> {

    private static final Pattern FORM = Pattern.compile(
            "(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})(-[0-9A-Za-z][0-9A-Za-z.-]{0,31})?");
    private static final Comparator<SoftwareVersion> ORDER = Comparator.comparingInt(
                    (SoftwareVersion it) -> it.number(1))
            .thenComparingInt(it -> it.number(2))
            .thenComparingInt(it -> it.number(3))
            .thenComparing(it -> it.matched().group(4) == null)
            .thenComparing(SoftwareVersion::value);

    /** @throws IllegalArgumentException if the value has another form */
    public SoftwareVersion {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("give a version as major.minor.patch, such as 1.4.0");
        }
    }

    /** Whether nodes of these two versions promise to understand each other: of one major version, at most one minor apart. */
    public boolean worksWith(SoftwareVersion other) {
        return number(1) == other.number(1) && Math.abs(number(2) - other.number(2)) <= 1;
    }

    private int number(int group) {
        return Integer.parseInt(matched().group(group));
    }

    private Matcher matched() {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalStateException(value);
        }
        return matcher;
    }

    /** Older versions first; a version with a suffix comes before the one without. */
    @Override
    public int compareTo(SoftwareVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return value;
    }
}
