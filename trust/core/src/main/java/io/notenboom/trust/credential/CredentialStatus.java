// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where to look up whether a credential is revoked (VCDM 1.1 §4.9, StatusList2021 §4.1).
 *
 * @param id id of the entry
 * @param type for example {@value #STATUS_LIST_2021}
 * @param purpose {@code revocation} or {@code suspension}, null if not given
 * @param index position in the list as a decimal number, null if not given
 * @param listCredential URL of the list, null if not given
 */
public record CredentialStatus(
        String id,
        String type,
        @Nullable String purpose,
        @Nullable String index,
        @Nullable String listCredential) {

    /** Type of an entry in a StatusList2021. */
    public static final String STATUS_LIST_2021 = "StatusList2021Entry";

    /** Context that a credential with such an entry must have. */
    public static final String STATUS_LIST_2021_CONTEXT = "https://w3id.org/vc/status-list/2021/v1";

    /** Type of an entry in a Bitstring Status List. */
    public static final String BITSTRING_STATUS_LIST = "BitstringStatusListEntry";

    /** Context that a VCDM 1.1 credential with such an entry must have. */
    public static final String BITSTRING_STATUS_LIST_CONTEXT = "https://www.w3.org/ns/credentials/status/v1";

    /** Checks that id and type are there. */
    public CredentialStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
    }

    /** A revocation entry in a StatusList2021. */
    public static CredentialStatus revocation(String listUrl, int index) {
        return new CredentialStatus(
                listUrl + "#" + index, STATUS_LIST_2021, "revocation", Integer.toString(index), listUrl);
    }

    /** The context that a credential with this entry needs; empty if the type is not known. */
    Optional<String> context() {
        return switch (type) {
            case STATUS_LIST_2021 -> Optional.of(STATUS_LIST_2021_CONTEXT);
            case BITSTRING_STATUS_LIST -> Optional.of(BITSTRING_STATUS_LIST_CONTEXT);
            default -> Optional.empty();
        };
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("type", type);
        if (purpose != null) {
            json.put("statusPurpose", purpose);
        }
        if (index != null) {
            json.put("statusListIndex", index);
        }
        if (listCredential != null) {
            json.put("statusListCredential", listCredential);
        }
        return json;
    }
}
