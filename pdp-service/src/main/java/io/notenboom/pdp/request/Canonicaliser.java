// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import io.notenboom.pdp.document.FhirDocument;
import io.notenboom.pdp.document.FhirFormat;
import io.notenboom.pdp.request.TargetGrammar.Form;
import io.notenboom.pdp.task.NotificationTask;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskReading;
import java.util.Map;
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
        int end = question < 0 ? target.length() : question;
        if (!TargetBytes.canonicalPath(target, end)
                || (question >= 0 && !TargetBytes.canonicalQuery(target, question + 1))) {
            throw new RefusedException(Refusal.NON_CANONICAL);
        }
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        QueryRules.refuseHidden(query);
        Optional<Refusal> header = HeaderRules.refusal(request);
        if (header.isPresent()) {
            throw new RefusedException(header.get());
        }
        Credentials credentials =
                HeaderRules.credentials(request).orElseThrow(() -> new RefusedException(Refusal.BAD_AUTHORIZATION));
        Form form = TargetGrammar.read(request.method(), path, question >= 0, grammar);
        Map<String, String> parameters = QueryRules.check(query, form.interaction());
        Content content = content(request, grammar, form);
        return new CanonicalRequest(
                form.interaction(),
                content.resource(),
                path,
                parameters,
                new CanonicalRequest.Presented(credentials, HeaderRules.versioned(request), content.task()));
    }

    /** What the body adds to the form. */
    private record Content(ResourceId resource, @Nullable TaskDocument task) {}

    private static Content content(RawRequest request, RequestGrammar grammar, Form form) throws RefusedException {
        return switch (form.interaction()) {
            case READ, DOCUMENT, SEARCH, READ_AREA, NOTIFY -> {
                if (request.body().present()) {
                    throw new RefusedException(Refusal.BODY_NOT_ALLOWED);
                }
                yield new Content(form.resource(), null);
            }
            case UPDATE -> {
                if (unseen(request, grammar, form)) {
                    yield new Content(form.resource(), null);
                }
                yield new Content(form.resource(), updated(document(request, grammar, form), form.resource()));
            }
            case NOTIFY_TASK -> {
                FhirDocument document = document(request, grammar, form);
                if (!document.type().equals("Task")) {
                    throw new RefusedException(Refusal.BODY_MISMATCH);
                }
                yield new Content(
                        new ResourceId(
                                "Task", NotificationTask.basedOn(document).orElse("")),
                        null);
            }
        };
    }

    /** A Task update whose body never comes here, because the resource server holds it to the status itself. */
    private static boolean unseen(RawRequest request, RequestGrammar grammar, Form form) {
        return grammar.bodyMode() == BodyMode.NONE
                && grammar.options().backendChecksBody()
                && form.resource().type().equals("Task")
                && !request.body().present();
    }

    private static FhirDocument document(RawRequest request, RequestGrammar grammar, Form form)
            throws RefusedException {
        if (grammar.bodyMode() == BodyMode.NONE || !request.body().complete()) {
            throw new RefusedException(Refusal.BODY_REQUIRED);
        }
        if (request.body().length() > RequestGrammar.MAX_BODY_LENGTH) {
            throw new RefusedException(Refusal.BODY_TOO_LARGE);
        }
        FhirFormat format = HeaderRules.bodyFormat(request)
                .orElseThrow(() -> new RefusedException(Refusal.CONTENT_TYPE_NOT_ALLOWED));
        if (format == FhirFormat.XML && !FhirDocument.readsXmlOf(form.resource().type())) {
            throw new RefusedException(Refusal.CONTENT_TYPE_NOT_ALLOWED);
        }
        return FhirDocument.read(request.body().bytes(), format, grammar.fhirVersion(), RequestGrammar.MAX_BODY_LENGTH)
                .orElseThrow(() -> new RefusedException(Refusal.BAD_BODY));
    }

    /** The Task when it is one; any other resource needs no more than to be the one that the target names. */
    private static @Nullable TaskDocument updated(FhirDocument document, ResourceId resource) throws RefusedException {
        if (!document.type().equals(resource.type()) || !document.id().equals(resource.id())) {
            throw new RefusedException(Refusal.BODY_MISMATCH);
        }
        if (!resource.type().equals("Task")) {
            return null;
        }
        return switch (TaskDocument.of(document)) {
            case TaskReading.Malformed malformed -> throw new RefusedException(Refusal.BAD_BODY);
            case TaskReading.OtherResource other -> throw new RefusedException(Refusal.BODY_MISMATCH);
            case TaskDocument task -> task;
        };
    }
}
