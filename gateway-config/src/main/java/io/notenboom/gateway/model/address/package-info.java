// SPDX-License-Identifier: Apache-2.0
/** Where something is: checked host names, ports, origins and paths. */
@NullMarked
package io.notenboom.gateway.model.address;

import org.jspecify.annotations.NullMarked;
