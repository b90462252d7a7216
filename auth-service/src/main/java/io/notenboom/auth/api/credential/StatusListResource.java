// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.credential;

import io.notenboom.auth.api.AuthProblem;
import io.notenboom.auth.statuslist.StatusListAddresses.Address;
import io.notenboom.auth.statuslist.StatusListCredentials;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusListType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;

/** Status lists of own issuers (public), where Nuts nodes have them. */
@Path("/statuslist/{did}/{page}")
@RunOnVirtualThread
public class StatusListResource {

    private static final Pattern PAGE = Pattern.compile("[1-9][0-9]{0,6}");

    private final StatusListCredentials lists;

    /** Answers from these. */
    public StatusListResource(StatusListCredentials lists) {
        this.lists = lists;
    }

    /** As StatusList2021. */
    @GET
    @NoScopeNeeded("status lists are public")
    public Response statusList2021(@PathParam("did") @Encoded String did, @PathParam("page") String page) {
        return answer(did, page, StatusListType.STATUS_LIST_2021);
    }

    /** As Bitstring Status List. */
    @GET
    @Path("/bitstring")
    @NoScopeNeeded("status lists are public")
    public Response bitstring(@PathParam("did") @Encoded String did, @PathParam("page") String page) {
        return answer(did, page, StatusListType.BITSTRING);
    }

    private Response answer(String rawDid, String page, StatusListType type) {
        return address(rawDid, page, type)
                .flatMap(lists::find)
                .map(list -> Response.ok(list, MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "max-age=300")
                        .build())
                .orElseThrow(
                        () -> new ProblemException(
                                AuthProblem.STATUS_LIST_NOT_FOUND,
                                "Take the address from statusListCredential of the credential; percent signs of the DID stay."));
    }

    private static Optional<Address> address(String rawDid, String page, StatusListType type) {
        if (!PAGE.matcher(page).matches()) {
            return Optional.empty();
        }
        return Did.tryParse(rawDid).map(did -> new Address(new StatusListPage(did, Integer.parseInt(page)), type));
    }
}
