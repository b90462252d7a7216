// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.deletion;

/** What came of asking for, approving or withdrawing the destruction of a customer. */
public sealed interface Decision {

    /** It is so now. */
    record Taken(DeletionRequest request) implements Decision {}

    /** There is no such request, or no such customer. */
    record Unknown() implements Decision {}

    /** The customer has to be archived first. */
    record NotArchived() implements Decision {}

    /** Whoever asked cannot approve. */
    record SamePerson() implements Decision {}

    /** It was approved, withdrawn or has expired. */
    record Over(DeletionRequest request) implements Decision {}
}
