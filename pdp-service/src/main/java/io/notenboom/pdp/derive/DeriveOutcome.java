// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.derive;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Locale;

/** What a Composition lets a flow open. */
@CheckReturnValue
public sealed interface DeriveOutcome {

    /**
     * The list.
     *
     * @param subject the patient, {@code Patient/id}
     * @param granted what is opened, without duplicates, sorted by reference
     * @param refused what is not, in the order found
     */
    record Derived(String composition, String subject, List<Granted> granted, List<NotGranted> refused)
            implements DeriveOutcome {

        public Derived {
            granted = List.copyOf(granted);
            refused = List.copyOf(refused);
        }
    }

    /** No list at all. */
    record Refused(Bound reason) implements DeriveOutcome {}

    /** No list, because the resources could not be read: a list that lacks what is there would be worse than none. The text says why. */
    record Unreachable(String what) implements DeriveOutcome {}

    /**
     * A resource that is opened.
     *
     * @param verified whether the resource itself was read and belongs to the patient or to nobody in particular
     */
    record Granted(String reference, Because reason, boolean verified) {}

    /** A reference that opens nothing, as it stands in the Composition. */
    record NotGranted(String reference, Why reason) {}

    /** Why a resource is opened. */
    enum Because {
        /** The Composition itself. */
        COMPOSITION,
        /** Its patient. */
        SUBJECT,
        /** An organisation, practitioner or place that the Composition names. */
        ADMINISTRATIVE,
        /** A finding, measure or document of the patient that the Composition names. */
        LISTED,
        /** A file of a document that the Composition names. */
        ATTACHMENT;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a reference opens nothing. */
    enum Why {
        /** On another server. */
        FOREIGN,
        /** Contained, a URN, a search, or otherwise not {@code Type/id}. */
        NOT_A_REFERENCE,
        /** A type that no flow opens by reference. */
        TYPE_NOT_GRANTED,
        /** Another patient, or data of one. */
        OTHER_PATIENT,
        /** Another Composition. */
        OTHER_COMPOSITION,
        /** A file that no document of the flow names. */
        NOT_AN_ATTACHMENT,
        /** Data that does not say whose it is. */
        NO_PATIENT,
        /** Not on the server, or not readable. */
        MISSING;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why there is no list at all. */
    enum Bound {
        /** Not a Composition with an id. */
        NOT_A_COMPOSITION,
        /** No patient of this server. */
        NO_SUBJECT,
        /** More than 2000 references. */
        TOO_MANY_REFERENCES,
        /** Sections nested deeper than 32. */
        TOO_DEEP;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
