// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.pep.ClaimSource;
import io.notenboom.pdp.pep.PepInput;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Completes a request with what a registration says lies beside it: claims in {@code X-Userinfo}, the client's certificate. */
final class Userinfo {

    static final String HEADER = "X-Userinfo";

    private static final int MAX_CLAIMS = 65_536;
    private static final String VOUCHED = "Bearer supplied";

    private Userinfo() {}

    /** Of a dialect with claims in {@code X-Userinfo}. */
    static Reading complete(RawRequest request, PepInput input) {
        if (ambiguousCertificate(request, input)) {
            return new Reading.Ambiguous();
        }
        if (input.claims() == ClaimSource.INTROSPECTION) {
            return new Reading.Asked(request, null, certificate(request, input));
        }
        List<String> values = request.values(HEADER);
        Optional<JsonNode> claims = values.size() == 1 ? decode(values.getFirst()) : Optional.empty();
        return claims.<Reading>map(json -> withClaims(request, input, json)).orElseGet(Reading.Ambiguous::new);
    }

    /** With claims that were found elsewhere. */
    static Reading withClaims(RawRequest request, PepInput input, JsonNode claims) {
        return ambiguousCertificate(request, input)
                ? new Reading.Ambiguous()
                : new Reading.Asked(vouchedFor(request, input), claims, certificate(request, input));
    }

    private static boolean ambiguousCertificate(RawRequest request, PepInput input) {
        return input.clientCertificate()
                .filter(header -> header.ambiguous(request.headers()))
                .isPresent();
    }

    private static @Nullable String certificate(RawRequest request, PepInput input) {
        return input.clientCertificate()
                .flatMap(header -> header.thumbprint(request.headers()))
                .orElse(null);
    }

    /** The enforcement point knows the token; where it passed none on, or proved the client itself, it stands in for it. */
    private static RawRequest vouchedFor(RawRequest request, PepInput input) {
        boolean proved = input.claims() == ClaimSource.SUPPLIED_AND_PROVED;
        if (request.has("Authorization") && !proved) {
            return request;
        }
        List<RawHeader> headers = new ArrayList<>(request.headers());
        if (request.values("Authorization").size() <= 1) {
            headers.removeIf(header -> header.name().equalsIgnoreCase("Authorization"));
            headers.add(new RawHeader("Authorization", VOUCHED));
        }
        return new RawRequest(request.method(), request.target(), headers, request.body());
    }

    /** Base64 in either alphabet, with or without padding: njs writes the one, some plugins the other. */
    private static Optional<JsonNode> decode(String value) {
        try {
            String plain = value.replace('-', '+').replace('_', '/').replace("=", "");
            return Optional.of(StrictJson.parseObject(Base64.getDecoder().decode(plain), MAX_CLAIMS));
        } catch (JsonInputException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
