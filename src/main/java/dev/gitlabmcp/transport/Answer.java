package dev.gitlabmcp.transport;

import java.util.List;
import org.glassfish.jersey.server.ChunkedOutput;

/** How the answer to one HTTP request leaves: straight away, or on Jersey. It is either sent or streamed, once. */
interface Answer {
    /** Answers as a whole. */
    void send(HttpAnswer answer);

    /**
     * Begins an event stream; its headers leave at once.
     *
     * @param headers names and values in turn
     * @param events what the stream writes
     */
    void stream(List<String> headers, ChunkedOutput<byte[]> events);

    /** Completes the request after its stream could not be written to. Harmless a second time. */
    void complete();
}
