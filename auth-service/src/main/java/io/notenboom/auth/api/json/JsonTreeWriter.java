// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes JSON objects in one piece; the usual way goes through a stream, piece by piece, which costs more than all the rest of it. */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class JsonTreeWriter implements ServerMessageBodyWriter<ObjectNode> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return ObjectNode.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(ObjectNode json, Type genericType, ServerRequestContext context) {
        context.serverResponse().end(StrictJson.write(json));
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return ObjectNode.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            ObjectNode json,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream stream)
            throws IOException {
        stream.write(StrictJson.write(json));
    }
}
