// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.notenboom.trust.credential.Credential;
import java.util.ArrayList;
import java.util.List;

/**
 * The credentials of one or more presentations and the JSON shape in which they came: paths of a submission are valid only
 * for the literal shape.
 *
 * @param inArray whether the presentations came as an array
 * @param presentations the presentations, in order
 */
public record PresentedCredentials(boolean inArray, List<Presented> presentations) {

    private static final Pattern ONE = Pattern.compile("\\$\\.verifiableCredential(?:\\[(0|[1-9][0-9]{0,2})\\])?");
    private static final Pattern OUTER = Pattern.compile("\\$\\[(0|[1-9][0-9]{0,2})\\](\\.verifiableCredential.*)?");

    /** Copies the list. */
    public PresentedCredentials {
        presentations = List.copyOf(presentations);
        if (!inArray && presentations.size() != 1) {
            throw new IllegalArgumentException("several presentations come in an array");
        }
    }

    /** All credentials, in the order of the presentations. */
    public List<Credential> all() {
        List<Credential> all = new ArrayList<>();
        presentations.forEach(presentation -> all.addAll(presentation.credentials()));
        return all;
    }

    /** The index in {@link #all()} of the credential that an entry points at. */
    int resolve(PresentationSubmission.Entry entry) throws SubmissionRefusedException {
        if (!inArray) {
            if (entry.nested() != null) {
                throw refused();
            }
            return index(0, entry.path(), entry.format());
        }
        Matcher outer = OUTER.matcher(entry.path());
        if (!outer.matches()) {
            throw refused();
        }
        int presentation = Integer.parseInt(outer.group(1));
        String direct = outer.group(2);
        PresentationSubmission.Entry nested = entry.nested();
        if (nested != null
                && nested.nested() == null
                && direct == null
                && entry.format().endsWith("_vp")) {
            return index(presentation, nested.path(), nested.format());
        }
        if (nested == null && direct != null) {
            return index(presentation, "$" + direct, entry.format());
        }
        throw refused();
    }

    private int index(int presentation, String path, String format) throws SubmissionRefusedException {
        Matcher matcher = ONE.matcher(path);
        if (presentation >= presentations.size() || !matcher.matches()) {
            throw refused();
        }
        Presented target = presentations.get(presentation);
        String position = matcher.group(1);
        int index = position == null ? 0 : Integer.parseInt(position);
        if (target.credentialsInArray() != (position != null)
                || index >= target.credentials().size()) {
            throw refused();
        }
        if (!target.credentials().get(index).format().designation().equals(format)) {
            throw new SubmissionRefusedException(SubmissionRefusedException.Reason.FORMAT);
        }
        return index
                + presentations.subList(0, presentation).stream()
                        .mapToInt(before -> before.credentials().size())
                        .sum();
    }

    private static SubmissionRefusedException refused() {
        return new SubmissionRefusedException(SubmissionRefusedException.Reason.PATH);
    }

    /**
     * The credentials of one presentation.
     *
     * @param credentialsInArray whether they came as an array, even if of one
     * @param credentials the credentials
     */
    public record Presented(boolean credentialsInArray, List<? extends Credential> credentials) {

        /** Copies the list. */
        public Presented {
            credentials = List.copyOf(credentials);
            if (!credentialsInArray && credentials.size() > 1) {
                throw new IllegalArgumentException("several credentials come in an array");
            }
        }
    }
}
