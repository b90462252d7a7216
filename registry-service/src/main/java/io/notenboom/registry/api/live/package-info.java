// SPDX-License-Identifier: Apache-2.0
/** Events as they are accepted, as a stream over HTTP. */
@NullMarked
package io.notenboom.registry.api.live;

import org.jspecify.annotations.NullMarked;
