// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events of the form and size of endpoint registrations, one chain, signed with a fresh key. */
final class SampleEvents {

    private static final int HASH_BYTES = 32;

    private final KeyPair key;
    private final SecureRandom random = new SecureRandom();
    private final Instant start;

    SampleEvents(Instant start) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.key = generator.generateKeyPair();
        this.start = start;
    }

    PublicKey publicKey() {
        return key.getPublic();
    }

    /** This many events of one stream. */
    List<UnverifiedEvent> make(int count) throws MalformedEventException {
        JwsSigner signer = JwsSigner.inMemory(SignatureAlgorithm.ES256, key.getPrivate());
        String sid = randomHash();
        String previous = sid;
        String thumbprint = randomHash();
        String net = randomHash();
        List<UnverifiedEvent> events = new ArrayList<>(count);
        for (int seq = 1; seq <= count; seq++) {
            Map<String, Object> header = new LinkedHashMap<>();
            header.put("typ", "nuts-event+jose");
            header.put("crit", List.of("net", "sid", "seq", "prev", "iat", "evt"));
            header.put("net", net);
            header.put("sid", sid);
            header.put("seq", seq);
            header.put("prev", previous);
            header.put("iat", start.getEpochSecond() + seq / 1_000);
            header.put("evt", "EndpointRegistration");
            header.put("ver", 1);
            header.put("x5t#S256", thumbprint);
            UnverifiedEvent event = EventCodec.decode(Jws.signJson(header, payload(seq), signer));
            previous = event.id().value();
            events.add(event);
        }
        return events;
    }

    private Map<String, Object> payload(int number) {
        return Map.of(
                "careOrganisation",
                "urn:oid:2.16.840.1.113883.2.4.6.1:" + number,
                "vendor",
                "urn:oid:1.3.6.1.4.1.54851.4:90000101",
                "endpointId",
                "urn:uuid:" + UUID.nameUUIDFromBytes(new byte[] {(byte) number}),
                "endpointType",
                "urn:oid:1.3.6.1.4.1.54851.2:fhir",
                "location",
                "https://fhir-" + number + ".zorg.nl/fhir",
                "start",
                start.toString());
    }

    private String randomHash() {
        byte[] bytes = new byte[HASH_BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
