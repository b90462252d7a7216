// SPDX-License-Identifier: Apache-2.0
/** Comparing a hand-written OpenAPI file with the routes that the code serves. */
@NullMarked
package io.notenboom.kit.openapi;

import org.jspecify.annotations.NullMarked;
