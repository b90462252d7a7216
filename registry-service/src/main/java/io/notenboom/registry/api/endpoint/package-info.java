// SPDX-License-Identifier: Apache-2.0
/** Endpoints of the own vendor over HTTP. */
@NullMarked
package io.notenboom.registry.api.endpoint;

import org.jspecify.annotations.NullMarked;
