// SPDX-License-Identifier: Apache-2.0
/** Which endpoint types exist and what their locations look like. */
@NullMarked
package io.notenboom.registry.endpointtype;

import org.jspecify.annotations.NullMarked;
