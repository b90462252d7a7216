// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import io.notenboom.trust.jose.SignatureAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Constants of the event format. */
public final class EventFormat {

    /** Media type in the header's {@code typ}. */
    public static final String TYPE = "nuts-event+jose";

    /** The most characters of an event that carries no certificate. */
    public static final int MAX_LENGTH = 8_192;

    /** The most characters of an event that carries a certificate, or is of a type that this version does not know. */
    public static final int MAX_LENGTH_WITH_CERTIFICATE = 16_384;

    /** Algorithms that are read. */
    public static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ES384, SignatureAlgorithm.PS256);

    /** The header parameters that are critical in every event but a genesis. */
    public static final List<String> CRITICAL = List.of("net", "sid", "seq", "prev", "iat", "evt");

    /** The header parameters that are critical in a genesis. */
    public static final List<String> CRITICAL_IN_GENESIS = List.of("net", "seq", "iat", "evt");

    /** The highest version of an event type that is read and the one that is written; the same for all types. */
    public static final int VERSION = 1;

    /** The event types that this version knows. */
    static final Set<String> KNOWN_TYPES = Set.of(
            VendorRegistration.TYPE,
            ContractProposal.TYPE,
            ContractApproval.TYPE,
            EndpointRegistration.TYPE,
            NodeRegistration.TYPE,
            FoundationRegistration.TYPE,
            EndpointTypeTable.TYPE,
            CertificateRevocation.TYPE,
            ForkResolution.TYPE);

    private static final Set<String> WITHOUT_CERTIFICATE = Set.of(
            ContractApproval.TYPE,
            EndpointRegistration.TYPE,
            EndpointTypeTable.TYPE,
            CertificateRevocation.TYPE,
            ForkResolution.TYPE);

    private static final Map<String, String> TYPES =
            KNOWN_TYPES.stream().collect(Collectors.toUnmodifiableMap(type -> type, type -> type));

    private EventFormat() {}

    /** The same text, as the one object for it if the type is known: every event names its type. */
    static String knownOr(String eventType) {
        return TYPES.getOrDefault(eventType, eventType);
    }

    /** The most characters of an event of a type. */
    public static int maxLength(String eventType) {
        return WITHOUT_CERTIFICATE.contains(eventType) ? MAX_LENGTH : MAX_LENGTH_WITH_CERTIFICATE;
    }
}
