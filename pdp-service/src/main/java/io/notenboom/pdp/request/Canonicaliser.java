// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.pdp.request.TargetGrammar.Form;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskReading;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a raw request into its canonical form by a small allow-list grammar on raw bytes. What is not already canonical is
 * refused: nothing is decoded, normalised or repaired, so the resource server cannot read another request than the one
 * decided on.
 */
public final class Canonicaliser {

    private Canonicaliser() {}

    /** The canonical form of a request under the grammar of its enforcement point, or the reason for refusing it. */
    public static CanonicalOutcome canonicalise(RawRequest request, RequestGrammar grammar) {
        try {
            return read(request, grammar);
        } catch (RefusedException refused) {
            return new NonCanonical(refused.reason());
        }
    }

    private static CanonicalRequest read(RawRequest request, RequestGrammar grammar) throws RefusedException {
        String target = request.target();
        if (target.length() > RequestGrammar.MAX_TARGET_LENGTH) {
            throw new RefusedException(Refusal.TOO_LONG);
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        if (!TargetBytes.canonicalPath(path) || (question >= 0 && !TargetBytes.canonicalQuery(query))) {
            throw new RefusedException(Refusal.NON_CANONICAL);
        }
        QueryRules.refuseHidden(query);
        Optional<Refusal> header = HeaderRules.refusal(request);
        if (header.isPresent()) {
            throw new RefusedException(header.get());
        }
        Credentials credentials =
                HeaderRules.credentials(request).orElseThrow(() -> new RefusedException(Refusal.BAD_AUTHORIZATION));
        Form form = TargetGrammar.read(request.method(), path, question >= 0, grammar);
        QueryRules.check(query, form.interaction());
        TaskDocument task = body(request, grammar, form);
        return new CanonicalRequest(form.interaction(), form.resource(), path, credentials, task);
    }

    private static @Nullable TaskDocument body(RawRequest request, RequestGrammar grammar, Form form)
            throws RefusedException {
        if (form.interaction() != Interaction.UPDATE) {
            if (request.body().present()) {
                throw new RefusedException(Refusal.BODY_NOT_ALLOWED);
            }
            return null;
        }
        if (grammar.bodyMode() == BodyMode.NONE || !request.body().complete()) {
            throw new RefusedException(Refusal.BODY_REQUIRED);
        }
        if (request.body().length() > RequestGrammar.MAX_BODY_LENGTH) {
            throw new RefusedException(Refusal.BODY_TOO_LARGE);
        }
        if (!HeaderRules.jsonContentType(request)) {
            throw new RefusedException(Refusal.CONTENT_TYPE_NOT_ALLOWED);
        }
        return switch (TaskDocument.read(request.body().bytes())) {
            case TaskReading.Malformed malformed -> throw new RefusedException(Refusal.BAD_BODY);
            case TaskReading.OtherResource other -> throw new RefusedException(Refusal.BODY_MISMATCH);
            case TaskDocument task
            when !task.id().equals(form.resource().id()) -> throw new RefusedException(Refusal.BODY_MISMATCH);
            case TaskDocument task -> task;
        };
    }
}
