// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import io.notenboom.trust.credential.CredentialStatus;
import java.util.Arrays;
import java.util.Optional;

/** The two forms of status lists: that of Nuts nodes, and the W3C Recommendation. */
public enum StatusListType {
    /** W3C CCG StatusList2021: what Nuts nodes issue and check. */
    STATUS_LIST_2021(
            CredentialStatus.STATUS_LIST_2021,
            "StatusList2021Credential",
            "StatusList2021",
            CredentialStatus.STATUS_LIST_2021_CONTEXT,
            ""),
    /** W3C Bitstring Status List 1.0. */
    BITSTRING(
            CredentialStatus.BITSTRING_STATUS_LIST,
            "BitstringStatusListCredential",
            "BitstringStatusList",
            CredentialStatus.BITSTRING_STATUS_LIST_CONTEXT,
            "u");

    private final String entryType;
    private final String credentialType;
    private final String subjectType;
    private final String context;
    private final String prefix;

    StatusListType(String entryType, String credentialType, String subjectType, String context, String prefix) {
        this.entryType = entryType;
        this.credentialType = credentialType;
        this.subjectType = subjectType;
        this.context = context;
        this.prefix = prefix;
    }

    /** The form whose entries have this type. */
    public static Optional<StatusListType> ofEntry(String entryType) {
        return Arrays.stream(values())
                .filter(type -> type.entryType.equals(entryType))
                .findFirst();
    }

    /** Type of an entry in a credential. */
    public String entryType() {
        return entryType;
    }

    /** Type of the list as a credential. */
    public String credentialType() {
        return credentialType;
    }

    /** Type of the subject of that credential. */
    public String subjectType() {
        return subjectType;
    }

    /** Context that list and entry need. */
    public String context() {
        return context;
    }

    /** Multibase prefix of the encoded list; empty for StatusList2021. */
    String prefix() {
        return prefix;
    }
}
