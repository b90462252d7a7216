// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names a resource. The id never changes and is the same on every node.
 *
 * @param type type of the resource
 * @param id 1 to 64 letters, digits, hyphens and dots, as FHIR says
 */
public record ResourceKey(ResourceType type, String id) {

    private static final int BYTES = 16;

    /** The organisation with an OID. */
    public static ResourceKey organisation(String oid) {
        return new ResourceKey(ResourceType.ORGANIZATION, hash(oid));
    }

    /**
     * The endpoint of a vendor. Vendors choose the ids of endpoints themselves; with the vendor in the hash none can take the
     * place of another's.
     */
    public static ResourceKey endpoint(String vendor, String endpointId) {
        return new ResourceKey(ResourceType.ENDPOINT, hash(vendor + "\n" + endpointId));
    }

    /** The affiliation that is a contract. Contract ids are unique within a vendor's stream. */
    public static ResourceKey affiliation(String vendor, String contractId) {
        return new ResourceKey(ResourceType.ORGANIZATION_AFFILIATION, hash(vendor + "\n" + contractId));
    }

    /** {@code Type/id}. */
    public String reference() {
        return type.fhirName() + "/" + id;
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
