// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.RequestGrammar;
import java.time.Instant;

/** What is asked of each flow, after the request and its token were found good. */
public record FlowQuestion(
        EndpointKind side,
        CanonicalRequest request,
        AccessToken token,
        UseCaseProfile profile,
        RequestGrammar.Options options,
        Instant now) {}
