// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.store.disk;

import org.jspecify.annotations.NullMarked;
