// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.signed;

/** Whether a signature holds. */
public sealed interface Verdict {

    /** It does. */
    record Valid() implements Verdict {}

    /**
     * It does, over less than the document says: members that no context defines were added.
     *
     * @param members their names
     */
    record ValidWithoutUndefined(String members) implements Verdict {}

    /**
     * It does, but with a key of the DID that it is about, not with the one that it names.
     */
    record ValidWithAnotherKey() implements Verdict {}

    /**
     * It does not, or the key cannot be had.
     *
     * @param why what is wrong
     */
    record Invalid(String why) implements Verdict {}
}
